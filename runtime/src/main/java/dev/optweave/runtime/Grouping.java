package dev.optweave.runtime;

import java.util.ArrayList;
import java.util.List;

/** Finds out which tensor belongs to which group. */
final class Grouping {

    private Grouping() {}

    /**
     * The group of each tensor: the first that matches it, counted from 1, or 0 for none.
     *
     * @throws IllegalArgumentException if a group is left without a tensor
     */
    static int[] assign(String rule, List<Plan.Group> groups, Parameters parameters) {
        int[] groupOf = new int[parameters.size()];
        for (int g = 0; g < groups.size(); g++) {
            Plan.Group group = groups.get(g);
            int matched = 0;
            int taken = 0;
            for (int i = 0; i < groupOf.length; i++) {
                if (group.which().test(parameters.tensors().get(i))) {
                    matched++;
                    if (groupOf[i] == 0) {
                        groupOf[i] = g + 1;
                        taken++;
                    }
                }
            }
            if (taken == 0) {
                String why =
                        matched == 0
                                ? "matches no tensor"
                                : "matches only tensors of earlier groups";
                throw new IllegalArgumentException(
                        rule
                                + ": group `"
                                + group.name()
                                + "` "
                                + why
                                + "; the tensors are "
                                + parameters);
            }
        }
        return groupOf;
    }

    /** All groups with their tensors, the default one first. */
    static List<ParameterGroup> groups(
            List<Plan.Group> groups, int[] groupOf, Parameters parameters) {
        List<ParameterGroup> result = new ArrayList<>();
        for (int g = 0; g <= groups.size(); g++) {
            List<Tensor> members = new ArrayList<>();
            for (int i = 0; i < groupOf.length; i++) {
                if (groupOf[i] == g) {
                    members.add(parameters.tensors().get(i));
                }
            }
            String name = g == 0 ? ParameterGroup.DEFAULT : groups.get(g - 1).name();
            result.add(new ParameterGroup(name, members));
        }
        return List.copyOf(result);
    }
}
