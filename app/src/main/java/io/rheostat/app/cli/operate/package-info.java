/// Commands on a running service.
@NullMarked
package io.rheostat.app.cli.operate;

import org.jspecify.annotations.NullMarked;
