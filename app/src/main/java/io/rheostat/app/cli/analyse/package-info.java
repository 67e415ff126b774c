/// Commands on files: plan, simulate, size, demo.
@NullMarked
package io.rheostat.app.cli.analyse;

import org.jspecify.annotations.NullMarked;
