/** The shortest way from a rule to a trained network. */
package dev.optweave.samples.quickstart;
