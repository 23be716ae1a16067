package dev.optweave.runtime;

import dev.optweave.runtime.kernel.RuleDescriptor;

/** An optimizer of any rule, as the processor would generate one. */
final class Handmade extends Optimizer {

    private Handmade(RuleDescriptor rule, Builder builder, Parameters parameters) {
        super(rule, builder, parameters);
    }

    static Builder of(RuleDescriptor rule) {
        return new Builder(rule);
    }

    double first() {
        return hyperparameter(0);
    }

    static final class Builder extends OptimizerBuilder<Builder, Handmade> {

        private final RuleDescriptor rule;

        private Builder(RuleDescriptor rule) {
            super(rule);
            this.rule = rule;
        }

        Builder lr(double value) {
            return set(0, value);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected Builder fresh() {
            return new Builder(rule);
        }

        @Override
        public Handmade build(Parameters parameters) {
            return new Handmade(rule, this, parameters);
        }
    }
}
