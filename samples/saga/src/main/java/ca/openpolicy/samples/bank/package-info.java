// SPDX-License-Identifier: Apache-2.0
/** A change that concerns two shards, as a saga: one transaction on each, and an event that leads from one to the next. */
package ca.openpolicy.samples.bank;
