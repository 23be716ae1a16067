package dev.optweave.lab;

import dev.optweave.lab.message.UserException;
import dev.optweave.runtime.opencl.DeviceInfo;
import dev.optweave.runtime.opencl.OpenCl;
import dev.optweave.runtime.opencl.OpenClException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "devices",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the OpenCL devices of this machine.",
            "`double`: whether it takes tensors of doubles. `division`: whether float division and root"
                    + " are rounded correctly; where they are not, results may differ from Java's in"
                    + " their last bits."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:there is a device",
            "2:there is none, or no OpenCL library; the message says what to install"
        })
final class DevicesCommand implements Callable<Integer> {

    private static final double GIBIBYTE = 1L << 30;

    private static final List<String> HEADINGS =
            List.of("#", "name", "vendor", "version", "memory", "units", "double", "division");

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        List<DeviceInfo> devices = devices();
        if (devices.isEmpty()) {
            throw new UserException(OpenCl.whyNone());
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        devices.forEach(device -> rows.add(row(device)));
        print(rows);
        return Lab.DONE;
    }

    private static List<DeviceInfo> devices() {
        try {
            return OpenCl.devices();
        } catch (OpenClException e) {
            throw new UserException(e.getMessage(), e);
        }
    }

    private static List<String> row(DeviceInfo device) {
        return List.of(
                Integer.toString(device.index()),
                device.name(),
                device.vendor(),
                device.version(),
                String.format(Locale.ROOT, "%.1f GiB", device.memoryBytes() / GIBIBYTE),
                Integer.toString(device.units()),
                device.fp64() ? "yes" : "no",
                device.correctlyRounded() ? "correctly rounded" : "rounded to 2.5 units");
    }

    private void print(List<List<String>> rows) {
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = row.get(column);
                line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
