package io.rheostat.ingest.matching.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MembersTest {
  private static final long MINUTE = 60_000;

  private final Members members = new Members();
  private final Members.Source source = new Members.Source();

  @Test
  void whatIsToldAgainIsKeptAndWhatIsNotIsForgottenAfter15Minutes() {
    members.tell(source, member("a", "chat"), 0);
    members.tell(source, member("b", "chat"), 0);
    int before = members.revisionAt(0);
    for (int minute = 1; minute <= 16; minute++) {
      members.tell(source, member("a", "chat"), minute * MINUTE);
      members.revisionAt(minute * MINUTE);
    }

    assertThat(members.of(key("a"))).containsExactly(member("a", "chat"));
    assertThat(members.of(key("b"))).isEmpty();
    assertThat(members.size()).isEqualTo(1);
    assertThat(members.revisionAt(16 * MINUTE)).isGreaterThan(before);
  }

  @Test
  void tellingTheSameAgainChangesNothing() {
    members.tell(source, member("a", "chat"), 0);
    int before = members.revisionAt(0);

    members.tell(source, member("a", "chat"), MINUTE);
    members.tell(new Members.Source(), member("a", "chat"), 2 * MINUTE);

    assertThat(members.revisionAt(3 * MINUTE)).isEqualTo(before);
  }

  @Test
  void aPodThatMovedIsTheNewWorkloadsAfterFiveMinutes() {
    members.tell(source, member("a", "chat"), 0);
    for (int minute = 1; minute <= 4; minute++) {
      members.tell(source, member("a", "code"), minute * MINUTE);
      members.revisionAt(minute * MINUTE);
    }
    assertThat(members.of(key("a"))).hasSize(2);

    members.tell(source, member("a", "code"), 6 * MINUTE);
    members.revisionAt(6 * MINUTE);

    assertThat(members.of(key("a"))).containsExactly(member("a", "code"));
  }

  @Test
  void aSourceThatTellsTooMuchLeavesRoomForOthers() {
    for (int number = 0; number < Members.MOST_OF_SOURCE; number++) {
      assertThat(members.tell(source, member("p" + number, "chat"), 0)).isTrue();
    }

    assertThat(members.tell(source, member("one-more", "chat"), 0)).isFalse();
    assertThat(members.tell(new Members.Source(), member("one-more", "chat"), 0)).isTrue();

    members.revisionAt(0);
    members.revisionAt(20 * MINUTE);
    assertThat(members.size()).isZero();
    assertThat(members.tell(source, member("later", "chat"), 20 * MINUTE)).isTrue();
  }

  @Test
  void whatWasSoLongAgoIsNotLearned() {
    members.revisionAt(60 * MINUTE);

    assertThat(members.tell(source, member("a", "chat"), 30 * MINUTE)).isTrue();

    assertThat(members.of(key("a"))).isEmpty();
  }

  private static SeriesMember member(String pod, String workload) {
    return new SeriesMember(key(pod), workload, Optional.empty());
  }

  private static MemberKey key(String pod) {
    return new MemberKey(List.of("namespace", "pod"), List.of("ns", pod));
  }
}
