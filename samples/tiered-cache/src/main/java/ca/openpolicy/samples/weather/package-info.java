// SPDX-License-Identifier: Apache-2.0
/** A program that keeps what is dear to ask for, and shares it with the other processes of its kind. */
package ca.openpolicy.samples.weather;
