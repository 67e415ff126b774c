/// Loading and checking what operators declare.
@NullMarked
package io.rheostat.config;

import org.jspecify.annotations.NullMarked;
