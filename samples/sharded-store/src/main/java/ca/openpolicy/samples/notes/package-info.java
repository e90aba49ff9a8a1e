// SPDX-License-Identifier: Apache-2.0
/** A program that keeps its own rows in several databases, and moves them to another one while it runs. */
package ca.openpolicy.samples.notes;
