package dev.optweave.conformance.differential;

import dev.optweave.State.Rounding;
import dev.optweave.conformance.differential.Gradients.Clips;
import dev.optweave.conformance.differential.Scenario.Beside;
import dev.optweave.conformance.differential.Scenario.Run;
import dev.optweave.conformance.differential.Settings.Course;
import dev.optweave.conformance.differential.Settings.Setting;
import dev.optweave.conformance.differential.Storing.Stored;
import dev.optweave.conformance.differential.TensorSpec.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Scenarios that are a given one less something. */
final class SmallerScenarios {

    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private final Scenario scenario;
    private final List<Scenario> smaller = new ArrayList<>();

    private SmallerScenarios(Scenario scenario) {
        this.scenario = scenario;
    }

    /** Scenarios that each do with less, by how much less. */
    static List<Scenario> of(Scenario scenario) {
        SmallerScenarios smaller = new SmallerScenarios(scenario);
        smaller.fewerTensors();
        smaller.shorterRun();
        smaller.oneGroup();
        smaller.plainerGradients();
        smaller.plainerInputs();
        smaller.plainerSettings();
        smaller.shorterTensors();
        return smaller.smaller.stream().filter(candidate -> !candidate.equals(scenario)).toList();
    }

    private void fewerTensors() {
        for (int i = 0; i < scenario.tensors().size(); i++) {
            List<TensorSpec> fewer = new ArrayList<>(scenario.tensors());
            fewer.remove(i);
            smaller.add(scenario.with(fewer));
        }
    }

    private void shorterRun() {
        Run run = scenario.run();
        smaller.add(scenario.with(run.with(Beside.NOTHING)));
        smaller.add(scenario.with(run.with(new Beside(run.beside().decay(), false))));
        smaller.add(scenario.with(run.with(new Beside(-1, run.beside().zeroes()))));
        smaller.add(scenario.with(run.withPacked(false)));
        smaller.add(scenario.with(run.withSteps(1)));
        smaller.add(scenario.with(run.withSteps(Math.max(1, run.steps() - 1))));
        smaller.add(scenario.with(run.withSeed(0)));
        smaller.add(scenario.onThreads(1));
        smaller.add(scenario.onThreads(Math.min(2, run.threads())));
    }

    private void oneGroup() {
        if (scenario.hasTwoGroups()) {
            scenario.groups().forEach(group -> smaller.add(scenario.withGroups(List.of(group))));
        }
    }

    private void plainerGradients() {
        Gradients given = scenario.gradients();
        Clips clips = given.clips();
        smaller.add(scenario.with(Gradients.PLAIN));
        smaller.add(scenario.with(given.withLossScale(1, given.skips())));
        smaller.add(scenario.with(given.withLossScale(given.lossScale(), false)));
        smaller.add(scenario.with(like(given, false, given.accumulate(), clips)));
        smaller.add(scenario.with(like(given, given.maximize(), 1, clips)));
        for (Clips fewer :
                List.of(
                        new Clips(INFINITE, clips.norm(), clips.globalNorm()),
                        new Clips(clips.value(), INFINITE, clips.globalNorm()),
                        new Clips(clips.value(), clips.norm(), INFINITE))) {
            smaller.add(scenario.with(like(given, given.maximize(), given.accumulate(), fewer)));
        }
    }

    private static Gradients like(Gradients given, boolean maximize, int accumulate, Clips clips) {
        return new Gradients(maximize, accumulate, clips, given.lossScale(), given.skips());
    }

    private void plainerInputs() {
        smaller.add(scenario.with(new Inputs(scenario.inputs().seed(), false)));
    }

    /** Constants instead of schedules, then all settings 1/2 or 0. */
    private void plainerSettings() {
        for (int g = 0; g < scenario.groups().size(); g++) {
            Settings group = scenario.groups().get(g);
            replace(g, group.with(Storing.AS_DECLARED));
            replace(g, group.with(group.storing().with(Storing.Parameter.UNSAID)));
            for (Map.Entry<String, Stored> entry : group.storing().states().entrySet()) {
                String state = entry.getKey();
                replace(g, group.with(group.storing().without(state)));
                if (entry.getValue().rounding() != Rounding.NEAREST) {
                    Stored nearest = new Stored(entry.getValue().storage(), Rounding.NEAREST);
                    replace(g, group.with(group.storing().with(state, nearest)));
                }
            }
            for (Map.Entry<String, Setting> entry : group.settings().entrySet()) {
                Setting setting = entry.getValue();
                if (!setting.isConstant()) {
                    replace(g, group, entry.getKey(), setting.value());
                } else if (setting.value() != 0.5 && setting.value() != 0) {
                    replace(g, group, entry.getKey(), 0.5);
                }
            }
        }
    }

    private void replace(int g, Settings group, String name, double value) {
        replace(g, group.with(name, new Setting(value, Course.CONSTANT)));
    }

    private void replace(int g, Settings group) {
        List<Settings> groups = new ArrayList<>(scenario.groups());
        groups.set(g, group);
        smaller.add(scenario.withGroups(groups));
    }

    private void shorterTensors() {
        for (int i = 0; i < scenario.tensors().size(); i++) {
            TensorSpec tensor = scenario.tensors().get(i);
            for (int size : new int[] {0, 1, tensor.size() / 2, tensor.size() - 1}) {
                if (size >= 0 && size < tensor.size()) {
                    replace(i, new TensorSpec(size, tensor.format()));
                }
            }
            replace(i, new TensorSpec(tensor.size(), Format.FLOAT));
        }
    }

    private void replace(int place, TensorSpec other) {
        List<TensorSpec> tensors = new ArrayList<>(scenario.tensors());
        tensors.set(place, other);
        smaller.add(scenario.with(tensors));
    }
}
