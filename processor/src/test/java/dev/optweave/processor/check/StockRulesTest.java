package dev.optweave.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.State.Shape;
import dev.optweave.WeightDecay.Mode;
import org.junit.jupiter.api.Test;

/** Rules from papers, written as there: no error, and no warning but those that are deserved. */
class StockRulesTest {

    @Test
    void gradientDescentAndItsMomentaAreClean() {
        assertThat(RuleText.bare("w -= lr * g").rate("lr", 1).found()).isEmpty();
        assertThat(
                        RuleText.bare(
                                        "v = rho*v + where(t == 1, 1, 1 - dampening)*g",
                                        "w -= lr * v")
                                .rate("lr", 1)
                                .decay("rho", 0.9)
                                .hyper("dampening", 0)
                                .weightDecay("weightDecay", Mode.L2)
                                .state("v")
                                .found())
                .isEmpty();
        assertThat(
                        RuleText.bare("s = rho*s - lr*g", "w += s")
                                .rate("lr", 1)
                                .decay("rho", 0.9)
                                .state("s")
                                .gradientAt("w + rho*s")
                                .found())
                .isEmpty();
    }

    @Test
    void adamInItsFormsIsClean() {
        assertThat(adam("w -= lr * hat(m) / (sqrt(hat(v)) + eps)").found()).isEmpty();
        assertThat(adam("w -= lr * hat(m) / sqrt(hat(v) + eps)").found()).isEmpty();
        assertThat(adam("w -= lr * hat(m) * rsqrt(hat(v) + eps^2)").found()).isEmpty();
        assertThat(
                        adam("w -= lr * hat(m) / (sqrt(hat(v)) + eps)")
                                .weightDecay("weightDecay", Mode.DECOUPLED)
                                .found())
                .isEmpty();
        assertThat(
                        RuleText.bare(
                                        "m = ema(m, g, beta1)",
                                        "v = ema(v, g^2, beta2)",
                                        "vMax = max(vMax, v)",
                                        "w -= lr * hat(m) / (sqrt(hat(vMax)) + eps)")
                                .rate("lr", 1e-3)
                                .decay("beta1", 0.9)
                                .decay("beta2", 0.999)
                                .hyper("eps", 1e-8)
                                .state("m", "beta1")
                                .state("v")
                                .state("vMax", "beta2")
                                .found())
                .isEmpty();
    }

    private static RuleText adam(String update) {
        return RuleText.adam("m = ema(m, g, beta1)", "v = ema(v, g^2, beta2)", update);
    }

    @Test
    void correctionsThatAreWrittenOutCount() {
        assertThat(
                        uncorrected(
                                        "a = lr * sqrt(1 - beta2^t) / (1 - beta1^t)",
                                        "w -= a * m / (sqrt(v) + eps)")
                                .found())
                .isEmpty();
        assertThat(
                        uncorrected("w -= lr * unbias(m, beta1) / (sqrt(unbias(v, beta2)) + eps)")
                                .found())
                .isEmpty();
    }

    @Test
    void adamWithoutCorrectionIsWarnedOf() {
        assertThat(uncorrected("w -= lr * m / (sqrt(v) + eps)").found())
                .containsExactly("missing-bias-correction m", "missing-bias-correction v");
    }

    private static RuleText uncorrected(String... rest) {
        String[] equations = new String[rest.length + 2];
        equations[0] = "m = beta1*m + (1 - beta1)*g";
        equations[1] = "v = ema(v, g^2, beta2)";
        System.arraycopy(rest, 0, equations, 2, rest.length);
        return RuleText.bare(equations)
                .rate("lr", 1e-3)
                .decay("beta1", 0.9)
                .decay("beta2", 0.999)
                .hyper("eps", 1e-8)
                .state("m")
                .state("v");
    }

    @Test
    void adaMaxNeedsNoEpsilonWhereItDivides() {
        assertThat(
                        RuleText.bare(
                                        "m = ema(m, g, beta1)",
                                        "u = max(beta2*u, abs(g) + eps)",
                                        "w -= lr * hat(m) / u")
                                .rate("lr", 1e-3)
                                .decay("beta1", 0.9)
                                .decay("beta2", 0.999)
                                .hyper("eps", 1e-8)
                                .state("m", "beta1")
                                .state("u")
                                .found())
                .isEmpty();
    }

    @Test
    void biasesThatCancelInARatioAreFine() {
        assertThat(
                        RuleText.bare(
                                        "v = ema(v, g^2, rho)",
                                        "d = sqrt(u + eps) / sqrt(v + eps) * g",
                                        "u = ema(u, d^2, rho)",
                                        "w -= lr * d")
                                .rate("lr", 1)
                                .decay("rho", 0.9)
                                .hyper("eps", 1e-6)
                                .state("u")
                                .state("v")
                                .found())
                .isEmpty();
    }

    @Test
    void averagesOfWhichOnlyTheSignCountsAreFine() {
        assertThat(
                        RuleText.bare("w -= lr * sign(ema(m, g, beta1))", "m = ema(m, g, beta2)")
                                .rate("lr", 1e-4)
                                .decay("beta1", 0.9)
                                .decay("beta2", 0.99)
                                .state("m")
                                .found())
                .isEmpty();
    }

    @Test
    void trustRatiosMayDivideByNormsUnderACondition() {
        assertThat(
                        RuleText.adam(
                                        "m = ema(m, g, beta1)",
                                        "v = ema(v, g^2, beta2)",
                                        "r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w",
                                        "trust = where(norm(w) > 0 and norm(r) > 0,"
                                                + " norm(w) / norm(r), 1)",
                                        "w -= lr * trust * r")
                                .weightDecay("weightDecay", Mode.EXPLICIT)
                                .found())
                .isEmpty();
        assertThat(
                        RuleText.bare(
                                        "pull = norm(g) + weightDecay*norm(w) + eps",
                                        "trust = where(norm(w) > 0 and norm(g) > 0, q*norm(w) /"
                                                + " pull, 1)",
                                        "v = rho*v + trust*(g + weightDecay*w)",
                                        "w -= lr * v")
                                .rate("lr", 1)
                                .decay("rho", 0.9)
                                .hyper("q", 1e-3)
                                .hyper("eps", 1e-8)
                                .weightDecay("weightDecay", Mode.EXPLICIT)
                                .state("v")
                                .found())
                .isEmpty();
    }

    @Test
    void rectifiedAdamIsClean() {
        assertThat(
                        RuleText.bare(
                                        "m = ema(m, g, beta1)",
                                        "v = ema(v, g^2, beta2)",
                                        "longest = 2/(1 - beta2) - 1",
                                        "length = longest - 2*t*beta2^t/(1 - beta2^t)",
                                        "ratio = (length - 4)*(length - 2)*longest"
                                                + " / ((longest - 4)*(longest - 2)*length)",
                                        "rectified = sqrt(ratio * (1 - beta2^t))",
                                        "w -= lr * hat(m) * where(length > 5,"
                                                + " rectified / (sqrt(v) + eps), 1)")
                                .rate("lr", 1e-3)
                                .decay("beta1", 0.9)
                                .decay("beta2", 0.999)
                                .hyper("eps", 1e-8)
                                .state("m", "beta1")
                                .state("v")
                                .found())
                .isEmpty();
    }

    @Test
    void nesterovAdamIsClean() {
        assertThat(
                        RuleText.bare(
                                        "mu = beta1*(1 - 0.5*0.96^(t*momentumDecay))",
                                        "next = beta1*(1 - 0.5*0.96^((t + 1)*momentumDecay))",
                                        "product *= mu",
                                        "m = ema(m, g, beta1)",
                                        "v = ema(v, g^2, beta2)",
                                        "ahead = (1 - mu)/(1 - product)*g"
                                                + " + next/(1 - product*next)*m",
                                        "w -= lr * ahead / (sqrt(hat(v)) + eps)")
                                .rate("lr", 2e-3)
                                .decay("beta1", 0.9)
                                .decay("beta2", 0.999)
                                .hyper("eps", 1e-8)
                                .hyper("momentumDecay", 4e-3)
                                .state("m")
                                .state("v", "beta2")
                                .state("product", Shape.STEP, "1")
                                .found())
                .isEmpty();
    }

    @Test
    void averagedAndResilientDescentAreClean() {
        assertThat(
                        RuleText.bare(
                                        "eta = lr / (1 + lambd*lr*(t - 1))^alpha",
                                        "mu = 1 / max(1, t - 1 - t0)",
                                        "w = (1 - lambd*eta)*w - eta*g",
                                        "ax = where(mu == 1, w, ax + mu*(w - ax))")
                                .rate("lr", 1e-2)
                                .hyper("lambd", 1e-4)
                                .hyper("alpha", 0.75)
                                .hyper("t0", 1e6)
                                .state("ax")
                                .evaluateAt("ax")
                                .found())
                .isEmpty();
        assertThat(
                        RuleText.bare(
                                        "change = g*last",
                                        "factor = where(change > 0, up, where(change < 0, down,"
                                                + " 1))",
                                        "size = clamp(size*factor, low, high)",
                                        "last = where(change < 0, 0, g)",
                                        "w -= sign(last) * size")
                                .rate("lr", 1e-2)
                                .hyper("up", 1.2)
                                .hyper("down", 0.5)
                                .hyper("low", 1e-6)
                                .hyper("high", 50)
                                .state("last")
                                .state("size", Shape.ELEMENT, "lr")
                                .found())
                .isEmpty();
    }

    @Test
    void adaGradWithAnInitialAccumulatorIsClean() {
        assertThat(
                        RuleText.bare("s += g^2", "w -= lr * g / sqrt(s + eps)")
                                .rate("lr", 1e-2)
                                .hyper("eps", 1e-7)
                                .hyper("start", 0.1)
                                .state("s", Shape.ELEMENT, "start")
                                .found())
                .isEmpty();
    }

    @Test
    void lookaheadEveryFewStepsIsClean() {
        assertThat(
                        RuleText.bare(
                                        "w -= lr * g",
                                        "every(k): slow = lerp(slow, w, alpha)",
                                        "every(k): w = slow")
                                .rate("lr", 1e-2)
                                .hyper("k", 5)
                                .hyper("alpha", 0.5)
                                .state("slow", Shape.ELEMENT, "w")
                                .found())
                .isEmpty();
    }

    @Test
    void clippingByTheNormOfAllGradientsIsClean() {
        assertThat(
                        RuleText.bare(
                                        "scale = min(1, limit / (all(norm(g)) + 1e-6))",
                                        "w -= lr * scale * g")
                                .rate("lr", 1e-2)
                                .hyper("limit", 1)
                                .found())
                .isEmpty();
    }
}
