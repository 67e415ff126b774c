package io.rheostat.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class UnreachableTest {
  private static Throwable wrapped(Throwable cause) {
    return new ExecutionException(cause);
  }

  @Test
  void whatJavasClientThrowsHasWordsForAPerson() {
    ConnectException refused = new ConnectException();
    refused.initCause(new ClosedChannelException());
    ConnectException unresolved = new ConnectException();
    unresolved.initCause(new UnresolvedAddressException());

    assertThat(Unreachable.words(wrapped(refused)))
        .isEqualTo("nobody listens there, or there is no way to it");
    assertThat(Unreachable.words(unresolved)).isEqualTo("no such host");
    assertThat(Unreachable.words(new UnknownHostException("x"))).isEqualTo("no such host");
    assertThat(Unreachable.words(new SSLHandshakeException("no certificate")))
        .isEqualTo("TLS: no certificate");
    assertThat(Unreachable.words(wrapped(new IOException("reset")))).isEqualTo("reset");
    assertThat(Unreachable.words(new IOException())).isEqualTo("java.io.IOException");
  }
}
