package dev.optweave.runtime.opencl;

import dev.optweave.runtime.internal.DeviceExecution;
import dev.optweave.runtime.internal.GroupMemory;
import dev.optweave.runtime.internal.Notices;
import dev.optweave.runtime.internal.TensorMemory;
import dev.optweave.runtime.kernel.KernelLayout.Loop;
import dev.optweave.runtime.kernel.KernelLayout.SectionLayout;
import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleKernel;
import dev.optweave.runtime.kernel.Section;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One optimizer on a device: its states, its kernels, and what it takes to run them. Commands are
 * enqueued in order; the host waits only for reductions and copies.
 */
final class OpenClExecution extends DeviceExecution {

    private final DeviceParameters parameters;
    private final OpenClDevice device;
    private final RuleDescriptor rule;
    private final List<TensorMemory> tensors;
    private final long seed;
    private final List<AutoCloseable> owned = new ArrayList<>();
    private final TensorStreams streams;
    private final Launcher launcher;
    private final GradientLoops gradients;
    private final BlockResults results;
    private final Map<Section, RuleLoop[][]> loops = new EnumMap<>(Section.class);
    private @Nullable BlockResults squares;
    private @Nullable AverageLoops averages;
    private double averageWeight;
    private boolean zeroesUsed;
    private boolean zeroesAccumulated;
    private String source = "";
    private boolean hostIsStale = true;
    private boolean movedAway;
    private boolean closed;

    OpenClExecution(
            DeviceParameters parameters,
            RuleDescriptor rule,
            List<GroupMemory> groups,
            List<TensorMemory> tensors,
            long seed) {
        super(groups, tensors);
        parameters.requireOpen();
        this.parameters = parameters;
        this.device = parameters.device();
        this.rule = rule;
        this.tensors = tensors;
        this.seed = seed;
        try {
            this.launcher = own(new Launcher(device));
            this.streams =
                    own(new TensorStreams(parameters, rule.name(), rule.states().size(), tensors));
            this.results = own(new BlockResults(device, tensors, mostReductions(groups), false));
            this.gradients = new GradientLoops(parameters, tensors, streams, launcher);
            for (Section section : Section.values()) {
                loops.put(section, loops(section));
            }
        } catch (RuntimeException | Error e) {
            release();
            throw e;
        }
        device.remember(this);
        Notices.runs(
                rule,
                tensors,
                "OpenCL kernels run on device "
                        + device
                        + ", where the parameters are allocated; gradients and all states are"
                        + " resident there");
    }

    private <T extends AutoCloseable> T own(T part) {
        owned.add(part);
        return part;
    }

    private static int mostReductions(List<GroupMemory> groups) {
        return groups.stream()
                .flatMap(group -> group.kernel().layout().sections().stream())
                .mapToInt(s -> s.loops().stream().mapToInt(l -> l.reductions().size()).sum())
                .max()
                .orElse(0);
    }

    /** The loops of a section: for each tensor, in order; none of an empty tensor. */
    private RuleLoop[][] loops(Section section) {
        RuleLoop[][] all = new RuleLoop[tensors.size()][];
        for (int t = 0; t < all.length; t++) {
            TensorMemory tensor = tensors.get(t);
            List<RuleLoop> own = new ArrayList<>();
            for (SectionLayout layout : tensor.group().kernel().layout().sections()) {
                if (layout.section() == section && tensor.length() > 0) {
                    addLoops(t, layout, own);
                }
            }
            all[t] = own.toArray(RuleLoop[]::new);
        }
        return all;
    }

    private void addLoops(int tensor, SectionLayout layout, List<RuleLoop> own) {
        TensorMemory memory = tensors.get(tensor);
        RuleKernel kernel = memory.group().kernel();
        int reduction = 0;
        for (Loop loop : layout.loops()) {
            int phase = own.size() + 1;
            TreeSet<Integer> numbers = new TreeSet<>(OpenClExecution::inOrderOfArguments);
            numbers.addAll(loop.reads());
            numbers.addAll(loop.writes());
            List<Long> buffers = new ArrayList<>();
            int gradient = -1;
            for (int number : numbers) {
                gradient = number == Loop.GRADIENT ? buffers.size() : gradient;
                buffers.addAll(streams.buffers(tensor, number));
            }
            for (int r = 0; r < loop.reductions().size(); r++) {
                buffers.add(results.stream(tensor, reduction++));
            }
            String name = kernel.openClName(layout.section(), phase, memory.isDouble());
            boolean reduces = !loop.reductions().isEmpty();
            own.add(
                    new RuleLoop(
                            memory,
                            new RuleLoop.Name(layout.section(), phase, reduces),
                            kernels(memory, name),
                            buffers.stream().mapToLong(Long::longValue).toArray(),
                            gradient));
        }
    }

    private RuleLoop.Kernels kernels(TensorMemory tensor, String name) {
        StorageOptions given = StorageOptions.of(tensor, rule.states().size(), false);
        StorageOptions sum = StorageOptions.of(tensor, rule.states().size(), true);
        return new RuleLoop.Kernels(
                launcher.kernel(program(given.text()), name),
                launcher.kernel(program(sum.text()), name),
                given.stochastic(),
                given.filled());
    }

    /** Kernels take the parameter, the gradient, then the states. */
    private static int inOrderOfArguments(int a, int b) {
        return Integer.compare(place(a), place(b));
    }

    private static int place(int stream) {
        return switch (stream) {
            case Loop.PARAMETER -> -2;
            case Loop.GRADIENT -> -1;
            default -> stream;
        };
    }

    /** The source, which all kernels of a rule share. */
    private String source() {
        if (source.isEmpty()) {
            source = Resources.rule(rule);
        }
        return source;
    }

    private Program program(String options) {
        return device.program(rule.name() + ".cl", source(), options);
    }

    @Override
    protected void launch(Section section, int phase, int tensor) {
        RuleLoop[][] all = loops.get(section);
        if (all == null) {
            throw new AssertionError(section);
        }
        all[tensor][phase - 1].launch(launcher, streams.shownGradient(tensor), seed);
    }

    @Override
    protected void awaitBlocks() {
        results.fetch();
    }

    @Override
    protected void readBlocks(int tensor, int reduction, double[] blocks) {
        results.get(tensor, reduction, blocks);
    }

    @Override
    public void run(Section section) {
        parameters.requireOpen();
        hostIsStale = true;
        super.run(section);
        if (section == Section.UPDATE) {
            if (averages != null) {
                averages.average(averageWeight);
            }
            if (zeroesUsed) {
                parameters.zeroGradients();
            }
        }
    }

    @Override
    public void allocateAverages() {
        streams.allocateAverages();
        averages = new AverageLoops(device, tensors, streams, launcher);
    }

    private AverageLoops averages() {
        if (averages == null) {
            throw new IllegalStateException(rule.name() + ": no averages are allocated");
        }
        return averages;
    }

    @Override
    public void beginAverages() {
        hostIsStale = true;
        averages().begin();
    }

    @Override
    public void weighAverages(double ofParameters) {
        averageWeight = ofParameters;
    }

    @Override
    public void showAverages() {
        parameters.requireOpen();
        averages().show(seed);
    }

    @Override
    public void keepGradientsZero(boolean accumulates) {
        zeroesUsed = !accumulates;
        zeroesAccumulated = accumulates;
    }

    @Override
    public void zeroGradients() {
        parameters.requireOpen();
        parameters.zeroGradients();
    }

    @Override
    public void allocateSums() {
        streams.allocateSums();
    }

    @Override
    public void accumulate(boolean first) {
        hostIsStale = true;
        gradients.accumulate(first);
        if (zeroesAccumulated) {
            parameters.zeroGradients();
        }
    }

    @Override
    public void clamp(double limit) {
        hostIsStale = true;
        gradients.clamp(limit);
    }

    @Override
    public void allocateSquares() {
        gradients.requireSquares(rule.name());
        squares = own(new BlockResults(device, tensors, 1, true));
    }

    @Override
    public void square(double[][] blocks) {
        if (squares == null) {
            throw new IllegalStateException(rule.name() + ": no sums of squares are allocated");
        }
        gradients.square(squares, blocks);
    }

    @Override
    public void allocateBackups() {
        streams.allocateBackups();
    }

    @Override
    public void backUp() {
        parameters.requireOpen();
        streams.backUp();
        movedAway = true;
    }

    /** Does nothing once closed: closing has put them back. */
    @Override
    public void putBack() {
        if (!closed) {
            parameters.requireOpen();
            streams.putBack();
            giveParameters();
            movedAway = false;
        }
    }

    @Override
    public void clearStates() {
        if (!closed) {
            hostIsStale = true;
            streams.clearStates();
        }
    }

    @Override
    public void beforeClosure() {
        parameters.requireOpen();
        giveParameters();
    }

    @Override
    public void takeGradients() {
        parameters.requireOpen();
        if (parameters.transfers() == Transfers.EVERY_STEP) {
            parameters.uploadGradients();
        }
        parameters.requireGradients();
    }

    @Override
    public void giveParameters() {
        if (parameters.transfers() == Transfers.EVERY_STEP) {
            parameters.download();
        }
    }

    @Override
    public void readStates() {
        if (hostIsStale) {
            if (closed) {
                throw new IllegalStateException(
                        rule.name()
                                + ": the optimizer is closed, and its states were on device "
                                + device
                                + "; read or save them before closing it");
            }
            streams.read();
            hostIsStale = false;
        }
    }

    @Override
    public void writeStates() {
        streams.write();
        hostIsStale = false;
    }

    /**
     * Puts parameters back that are away for a closure or a view, if they are still there; then
     * frees the device's memory and kernels. Closing twice does no harm.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        try {
            if (movedAway && parameters.isOpen()) {
                putBack();
            }
        } finally {
            closed = true;
            device.forget(this);
            release();
        }
    }

    private void release() {
        for (AutoCloseable part : owned) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        owned.clear();
    }
}
