/// Commands on files: plan, simulate, replay, demo.
@NullMarked
package io.rheostat.app.cli.analyse;

import org.jspecify.annotations.NullMarked;
