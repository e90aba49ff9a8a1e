// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import io.helidon.webserver.http.HttpService;

/**
 * A service at its place.
 *
 * @param path what its addresses begin with
 * @param service answers them
 */
public record Mount(String path, HttpService service) {}
