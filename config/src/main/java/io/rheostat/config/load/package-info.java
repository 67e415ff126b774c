/// Loading and watching of configuration folders.
@NullMarked
package io.rheostat.config.load;

import org.jspecify.annotations.NullMarked;
