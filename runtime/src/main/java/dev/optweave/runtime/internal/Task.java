package dev.optweave.runtime.internal;

/** A piece of work that one thread does; those of one round can run in any order. */
interface Task {

    /** Does the work, with the memory of the thread that does it. */
    void run(WorkerMemory memory);
}
