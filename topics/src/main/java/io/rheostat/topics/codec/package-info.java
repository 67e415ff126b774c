/// Codecs of the topics' records.
@NullMarked
package io.rheostat.topics.codec;

import org.jspecify.annotations.NullMarked;
