/// The service: all parts assembled by hand, by role.
@NullMarked
package io.rheostat.app.service;

import org.jspecify.annotations.NullMarked;
