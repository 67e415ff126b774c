/// Documents as they are written: YAML with lines, and problems that name file, line and key.
@NullMarked
package io.rheostat.config.yaml;

import org.jspecify.annotations.NullMarked;
