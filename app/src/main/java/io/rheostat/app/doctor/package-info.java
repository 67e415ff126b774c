/// Looks whether everything that a configuration names is there, before and while it is used.
@NullMarked
package io.rheostat.app.doctor;

import org.jspecify.annotations.NullMarked;
