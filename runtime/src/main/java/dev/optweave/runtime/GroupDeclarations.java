package dev.optweave.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * The groups that a builder has declared, in the order in which they take tensors. A group is set
 * up in a builder of its own, which declares none and sets nothing that concerns all groups.
 */
final class GroupDeclarations {

    private final String rule;
    private final List<Plan.Group> groups = new ArrayList<>();
    private String within = "";

    /**
     * @param rule the rule's name, for messages
     */
    GroupDeclarations(String rule) {
        this.rule = rule;
    }

    /** From now on the builder sets up this group. */
    void enter(String group) {
        within = group;
    }

    /**
     * Refuses what concerns all groups where a builder sets up one of them.
     *
     * @param method what was called, for the message
     */
    void requireOutermost(String method) {
        if (!within.isEmpty()) {
            throw new IllegalStateException(
                    rule
                            + ": "
                            + method
                            + " cannot be called for group `"
                            + within
                            + "`; only hyperparameters and storage can be set there");
        }
    }

    /** Refuses the name of a group that there is already. */
    void requireFree(String name) {
        if (isTaken(name)) {
            throw new IllegalArgumentException(
                    rule + ": there is a group `" + name + "` already; names must be unique");
        }
    }

    /** What a group is called that was given no name. */
    String nextName() {
        int number = groups.size() + 1;
        while (isTaken("group" + number)) {
            number++;
        }
        return "group" + number;
    }

    private boolean isTaken(String name) {
        return name.equals(ParameterGroup.DEFAULT)
                || groups.stream().anyMatch(group -> group.name().equals(name));
    }

    void add(Plan.Group group) {
        groups.add(group);
    }

    List<Plan.Group> toList() {
        return List.copyOf(groups);
    }
}
