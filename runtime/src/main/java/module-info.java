/** Tensors, schedules and the optimizers generated from declared rules. */
module dev.optweave.runtime {
    requires transitive dev.optweave;
    requires static org.jspecify;
    requires static org.lwjgl;
    requires static org.lwjgl.opencl;

    exports dev.optweave.optimizers;
    exports dev.optweave.runtime;
    exports dev.optweave.runtime.kernel;
    exports dev.optweave.runtime.kernel.vector;
    exports dev.optweave.runtime.opencl;
    exports dev.optweave.runtime.schedule;
}
