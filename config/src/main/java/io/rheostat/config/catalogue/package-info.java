/// Published facts: devices as vendors describe them, models as their `config.json` does.
@NullMarked
package io.rheostat.config.catalogue;

import org.jspecify.annotations.NullMarked;
