package dev.optweave.runtime;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.schedule.Schedule;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Collects what an optimizer is made with. Every value is checked when it is set; a builder can be
 * used for several optimizers, which do not see what is set later.
 *
 * @param <B> the builder's own type
 * @param <O> the optimizer's type
 */
public abstract class OptimizerBuilder<B extends OptimizerBuilder<B, O>, O extends Optimizer> {

    private final RuleDescriptor rule;
    private final Settings settings;
    private final CommonSettings common;
    private final GroupDeclarations groups;

    /**
     * For generated subclasses.
     *
     * @param rule the rule; its default values are the builder's
     */
    protected OptimizerBuilder(RuleDescriptor rule) {
        this.rule = rule;
        this.settings = new Settings(rule);
        this.common = new CommonSettings(rule.name());
        this.groups = new GroupDeclarations(rule.name());
    }

    /** This builder, in its own type. */
    protected abstract B self();

    /** A new builder of the same rule, for the settings of a group. */
    protected abstract B fresh();

    /**
     * Builds an optimizer for these parameters.
     *
     * @throws IllegalArgumentException if a group matches no tensor, or the first value of a
     *     schedule is out of its hyperparameter's range, or the storage of parameters of brain
     *     floats is chosen where there are none, or parameters are averaged that the rule has
     *     evaluated at a point of its own
     * @throws IllegalStateException if the backend is {@link Backend#VECTOR} and that is impossible
     */
    public abstract O build(Parameters parameters);

    /**
     * Sets a hyperparameter by its place in the rule's descriptor.
     *
     * @throws IllegalArgumentException if the value is out of range or not finite
     */
    protected final B set(int index, double value) {
        settings.set(index, value);
        return self();
    }

    /** Schedules a hyperparameter by its place in the rule's descriptor. */
    protected final B set(int index, Schedule schedule) {
        settings.set(index, schedule);
        return self();
    }

    /**
     * Sets a hyperparameter by its name.
     *
     * @throws IllegalArgumentException if the rule has no such hyperparameter, or the value is out
     *     of range or not finite
     */
    public final B set(String name, double value) {
        return set(Settings.index(rule, name), value);
    }

    /**
     * Schedules a hyperparameter by its name. The schedule's values are checked before each step.
     *
     * @throws IllegalArgumentException if the rule has no such hyperparameter
     */
    public final B set(String name, Schedule schedule) {
        return set(Settings.index(rule, name), schedule);
    }

    /** Climbs: the gradients are used with the opposite sign. Weight decay still shrinks. */
    public final B maximize() {
        outer("maximize").maximize();
        return self();
    }

    /**
     * How many threads may work on a step, the calling one among them; unless set, as many as there
     * are processors, and never more than those. The result is the same, bit for bit, for any
     * number.
     *
     * <p>The other threads are daemons that all optimizers of the process share. A step uses those
     * that are idle when it begins, and only as many as it is long enough for: a step over few
     * elements runs on the calling thread alone.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public final B threads(int count) {
        outer("threads").threads(count);
        return self();
    }

    /**
     * Keeps all states per element in this storage, rounded to the nearest value it has; the
     * equations do not change. Goes before what the rule declares; a state named in {@link
     * #storage(String, Storage)} has its own. States per tensor and per step stay doubles.
     */
    public final B storage(Storage storage) {
        return storage(storage, Rounding.NEAREST);
    }

    /**
     * Keeps all states per element in this storage, as {@link #storage(Storage)} does.
     *
     * @param rounding {@code STOCHASTIC} only with {@code BFLOAT16}, {@code FLOAT16} and {@code
     *     INT8_BLOCK}
     * @throws IllegalArgumentException if the storage is never rounded at random
     */
    public final B storage(Storage storage, Rounding rounding) {
        settings.storage().set(storage, rounding);
        return self();
    }

    /**
     * Keeps one state in this storage, rounded to the nearest value it has, whatever the others lie
     * in.
     *
     * @param state the name of a state per element
     * @throws IllegalArgumentException if the rule has no such state, or it is not per element
     */
    public final B storage(String state, Storage storage) {
        return storage(state, storage, Rounding.NEAREST);
    }

    /**
     * Keeps one state in this storage, whatever the others lie in.
     *
     * @param state the name of a state per element
     * @param rounding {@code STOCHASTIC} only with {@code BFLOAT16}, {@code FLOAT16} and {@code
     *     INT8_BLOCK}
     * @throws IllegalArgumentException if the rule has no such state, it is not per element, or the
     *     storage is never rounded at random
     */
    public final B storage(String state, Storage storage, Rounding rounding) {
        settings.storage().set(state, storage, rounding);
        return self();
    }

    /**
     * How parameters of brain floats ({@link Tensor#ofBFloat16}) are rounded after a step; to the
     * nearest unless set. Then a change of less than half a unit in the last of 8 bits is lost;
     * rounded at random it is kept on average.
     *
     * @throws IllegalArgumentException if {@code STOCHASTIC} together with {@link #kahan}
     */
    public final B parameterRounding(Rounding rounding) {
        settings.storage().setParameterRounding(rounding);
        return self();
    }

    /**
     * Keeps with each parameter that is a brain float a second one, the companion, with what the
     * first has lost, as Kahan's summation does: steps add up as if parameters had some 16 bits.
     * The companions take 2 bytes an element, are part of the saved state, and stand for nothing
     * once the parameters are changed by others.
     *
     * @throws IllegalArgumentException if parameters are rounded at random
     */
    public final B kahan() {
        settings.storage().setKahan();
        return self();
    }

    /**
     * What values that are rounded at random depend on, besides the step, the tensor's place in the
     * parameters, the state and the element; 0 unless set. Another seed gives other roundings; the
     * same one the same, for any number of threads.
     */
    public final B seed(long value) {
        outer("seed").seed(value);
        return self();
    }

    /**
     * Chooses what runs the loops over elements of parameters in Java's arrays; {@link
     * Backend#AUTO} unless set. The result is the same, bit for bit, for any.
     *
     * <p>{@link #build} throws an {@link IllegalStateException} that says what is missing if it is
     * {@link Backend#VECTOR} and that is impossible.
     */
    public final B backend(Backend choice) {
        outer("backend").backend(choice);
        return self();
    }

    /**
     * Limits each element of the gradient to [-max, max] before a step, in the gradient arrays
     * themselves (or, with {@link #accumulateGradients}, in the accumulated mean). NaN stays NaN.
     * In a gradient of brain floats the limit is the brain float nearest to it.
     *
     * @throws IllegalArgumentException if the limit is not in (0, ∞)
     */
    public final B clipByValue(double max) {
        outer("clipByValue").clipByValue(max);
        return self();
    }

    /**
     * Limits the Euclidean norm of each tensor's gradient: where it is larger, the gradient is
     * multiplied by max / norm as it is read; the gradient arrays stay as they are. Takes place
     * after {@link #clipByValue}.
     *
     * <p>If a norm is NaN or infinite, the step throws an {@link ArithmeticException} that names
     * the tensor, and neither parameters nor states change; unless it is to be skipped ({@link
     * #skipNonFinite}).
     *
     * @throws IllegalArgumentException if the limit is not in (0, ∞)
     */
    public final B clipByNorm(double max) {
        outer("clipByNorm").clipByNorm(max);
        return self();
    }

    /**
     * Limits the Euclidean norm of all gradients together, over all groups: where it is larger,
     * every gradient is multiplied by max / norm as it is read; the gradient arrays stay as they
     * are. Takes place after {@link #clipByValue} and {@link #clipByNorm}.
     *
     * <p>If the norm is NaN or infinite, the step throws an {@link ArithmeticException} that names
     * the first tensor at fault, and neither parameters nor states change; unless it is to be
     * skipped ({@link #skipNonFinite}).
     *
     * @throws IllegalArgumentException if the limit is not in (0, ∞)
     */
    public final B clipByGlobalNorm(double max) {
        outer("clipByGlobalNorm").clipByGlobalNorm(max);
        return self();
    }

    /**
     * Updates once every {@code count} calls of {@code step}, with the mean of the gradients that
     * those calls found. The other calls only add the gradients up, in memory of the optimizer's
     * own, and count as no step.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public final B accumulateGradients(int count) {
        outer("accumulateGradients").accumulateGradients(count);
        return self();
    }

    /**
     * Divides the gradients by this as they are read: the loss they were computed from was
     * multiplied by it, which keeps small gradients in few bits from becoming zero. 1 unless set;
     * {@link Optimizer#lossScale(double)} changes it between steps. Clipping limits the gradients
     * after the division. The gradient arrays stay as they are, and the division costs no pass.
     *
     * @param scale a power of two divides exactly
     * @throws IllegalArgumentException if the scale is not in [2^-100, 2^100]
     */
    public final B lossScale(double scale) {
        outer("lossScale").lossScale(scale);
        return self();
    }

    /**
     * Skips steps whose gradients are not all finite, as happens where a scaled loss overflows:
     * such a step returns as any other, but changes neither parameters, states, averages nor the
     * step number that schedules follow, and {@link Optimizer#skippedSteps} is one more. Of several
     * accumulated gradients, one that is not finite skips the update, and all of them are dropped.
     * Without this, such gradients go into the equations, or are refused where a norm is clipped.
     *
     * <p>Finding out takes the sum of their squares, which is one more reading of the gradients
     * unless they are clipped by norm anyway; together with {@link #clipByValue}, which would make
     * infinities finite, it takes one in any case. Gradients of doubles count as not finite also
     * where the sum of their squares overflows.
     */
    public final B skipNonFinite() {
        outer("skipNonFinite").skipNonFinite();
        return self();
    }

    /**
     * Keeps an exponential moving average of each parameter: {@code average = decay·average +
     * (1-decay)·w} after each update, computed as {@code fma(1-decay, w-average, average)} in the
     * type the tensor is computed in, float for brain floats. The averages start as the parameters
     * are before the first update. {@link Optimizer#averaged} puts them into the parameters' place,
     * {@link Optimizer#parameterEma} reads them; they are part of the saved state.
     *
     * <p>Parameters are averaged while they are in the cache from being written: this costs reading
     * and writing the averages, 8 bytes an element of floats.
     *
     * @throws IllegalArgumentException if the decay is not in [0, 1)
     */
    public final B parameterEma(double decay) {
        outer("parameterEma").parameterEma(decay);
        return self();
    }

    /**
     * Keeps an exponential moving average of each parameter, as {@link #parameterEma(double)} does,
     * with a decay that is scheduled: {@code step -> Math.min(0.9999, (1 + step) / (10.0 + step))}
     * forgets the start sooner. Values out of [0, 1) refuse the step, before anything has changed.
     */
    public final B parameterEma(Schedule decay) {
        outer("parameterEma").parameterEma(decay);
        return self();
    }

    /**
     * Makes the gradient arrays zero once they have been used, for closures and networks that add
     * to them: after an update, after a step that was skipped, after each gradient that is
     * accumulated, and between the two gradients of a rule that takes both in a step. A step that
     * throws leaves them as they are, unless they were accumulated before.
     *
     * <p>Gradients are made zero while they are in the cache from being read: this costs writing
     * them.
     */
    public final B zeroGradients() {
        outer("zeroGradients").zeroGradients();
        return self();
    }

    /**
     * Gives some tensors hyperparameters or storage of their own: {@code group("no decay", tensor
     * -> tensor.rank() < 2, g -> g.weightDecay(0))}. What the group does not set it has from this
     * builder, whether set before or after. A tensor belongs to the first group that matches it.
     *
     * @param name the group's name, for messages and {@link Optimizer#hyperparameter(String,
     *     String)}
     * @param which which tensors belong to the group
     * @param change sets the hyperparameters and the storage that differ; nothing else can be set
     *     there
     * @throws IllegalArgumentException if the name is taken, or as setting the value would
     * @throws IllegalStateException if something else than hyperparameters and storage is set
     */
    public final B group(String name, Predicate<? super Tensor> which, Consumer<? super B> change) {
        groups.requireOutermost("group");
        Objects.requireNonNull(which, "which");
        groups.requireFree(name);
        B inner = fresh();
        OptimizerBuilder<B, O> base = inner;
        base.groups.enter(name);
        change.accept(inner);
        groups.add(new Plan.Group(name, which, base.settings.copy()));
        return self();
    }

    /**
     * Gives some tensors hyperparameters or storage of their own, in a group named {@code group1},
     * {@code group2}, … by its place, or by a later one if another group has that name.
     *
     * @throws IllegalArgumentException as setting the value would
     * @throws IllegalStateException if something else than hyperparameters and storage is set
     */
    public final B group(Predicate<? super Tensor> which, Consumer<? super B> change) {
        return group(groups.nextName(), which, change);
    }

    /** What an optimizer is built with, in copies. */
    Plan plan() {
        groups.requireOutermost("build");
        return new Plan(
                settings.copy(),
                groups.toList(),
                common.step(),
                common.execution(),
                common.backend());
    }

    /** The settings that concern all groups, if this builder may change them. */
    private CommonSettings outer(String method) {
        groups.requireOutermost(method);
        return common;
    }
}
