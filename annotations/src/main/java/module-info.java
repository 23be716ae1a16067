/** The annotations in which an Optweave rule is declared. */
module dev.optweave {
    exports dev.optweave;
}
