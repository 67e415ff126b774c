/// Publication of the declared fleet, one process at a time.
@NullMarked
package io.rheostat.app.service.fleet;

import org.jspecify.annotations.NullMarked;
