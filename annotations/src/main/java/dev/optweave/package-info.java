/**
 * The annotations in which an optimizer is declared as update equations.
 *
 * <p>A rule is an interface annotated {@link dev.optweave.OptimizerRule} and {@link
 * dev.optweave.Update}; its methods declare the names that the equations use.
 */
package dev.optweave;
