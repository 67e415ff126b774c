/// Loading and checking of the operators' configuration.
@NullMarked
package io.rheostat.config;

import org.jspecify.annotations.NullMarked;
