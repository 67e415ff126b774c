package io.rheostat.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

final class HeadersTest {
  @Test
  void the_last_header_of_a_name_is_read() {
    RecordHeaders headers = new RecordHeaders();
    headers.add(Headers.INPUT_OFFSET, Headers.ofLong(1));
    headers.add(Headers.INPUT_OFFSET, Headers.ofLong(Long.MIN_VALUE));
    assertThat(Headers.readLong(headers, Headers.INPUT_OFFSET)).hasValue(Long.MIN_VALUE);
  }

  @Test
  void a_header_that_is_not_there_is_empty() {
    assertThat(Headers.readLong(new RecordHeaders(), Headers.RECEIVED_MICROS)).isEmpty();
  }

  @Test
  void numbers_are_big_endian() {
    assertThat(Headers.ofLong(258)).containsExactly(0, 0, 0, 0, 0, 0, 1, 2);
  }

  @Test
  void a_header_of_another_length_is_malformed() {
    RecordHeaders headers = new RecordHeaders();
    headers.add(Headers.INPUT_OFFSET, new byte[] {1, 2});
    assertThatThrownBy(() -> Headers.readLong(headers, Headers.INPUT_OFFSET))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage("header input-offset has 2 bytes. It must have 8.");
  }
}
