/// Configuration of the service, as values.
@NullMarked
package io.rheostat.config.settings;

import org.jspecify.annotations.NullMarked;
