/// State of one workload of a pool, in parts by who writes them.
@NullMarked
package io.rheostat.core.member;

import org.jspecify.annotations.NullMarked;
