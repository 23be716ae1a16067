/** A program that declares a rule of its own and sees Optweave as modules. */
module com.example {
    requires dev.optweave.runtime;
}
