/// Examination of everything named in a configuration, before and during its use.
@NullMarked
package io.rheostat.app.doctor;

import org.jspecify.annotations.NullMarked;
