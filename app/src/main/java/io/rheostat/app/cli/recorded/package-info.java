/// Commands on recorded logs.
@NullMarked
package io.rheostat.app.cli.recorded;

import org.jspecify.annotations.NullMarked;
