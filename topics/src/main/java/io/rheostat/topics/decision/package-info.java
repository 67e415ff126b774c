/// Mappings of decisions and their rationale.
@NullMarked
package io.rheostat.topics.decision;

import org.jspecify.annotations.NullMarked;
