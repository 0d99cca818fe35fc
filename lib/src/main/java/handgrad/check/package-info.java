/**
 * The checks: a claimed gradient against finite differences, and an answer against what is right.
 */
package handgrad.check;
