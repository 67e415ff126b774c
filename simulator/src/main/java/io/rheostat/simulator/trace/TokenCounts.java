package io.rheostat.simulator.trace;

import io.rheostat.simulator.chance.Chance;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/// A measured distribution of token counts.
public final class TokenCounts {
  /// Distribution without measured requests.
  public static final TokenCounts EMPTY = new TokenCounts(new int[0], new double[0]);

  private final int[] tokens;
  private final double[] upTo;

  private TokenCounts(int[] tokens, double[] upTo) {
    this.tokens = tokens;
    this.upTo = upTo;
  }

  /// Reads a dictionary in Python's notation: `{62: 9.4e-05, 66: 0.25}`. Shares need not add up to
  /// 1. A count of 0 is read as 1: every request has a prompt and an answer.
  ///
  /// @throws IllegalArgumentException when it is none
  public static TokenCounts parse(String dictionary) {
    String text = dictionary.strip();
    if (!text.startsWith("{") || !text.endsWith("}")) {
      throw new IllegalArgumentException(
          "\"" + shorten(text) + "\" is no {tokens: share, ...} dictionary.");
    }
    SortedMap<Integer, Double> shares = new TreeMap<>();
    for (String entry : text.substring(1, text.length() - 1).split(",", -1)) {
      if (!entry.isBlank()) {
        int colon = entry.indexOf(':');
        if (colon < 0) {
          throw new IllegalArgumentException("\"" + shorten(entry) + "\" is no tokens: share.");
        }
        int count = Integer.parseInt(entry.substring(0, colon).strip());
        double share = Double.parseDouble(entry.substring(colon + 1).strip());
        shares.merge(StrictMath.max(1, count), share, Double::sum);
      }
    }
    return of(shares);
  }

  private static TokenCounts of(SortedMap<Integer, Double> shares) {
    int[] tokens = new int[shares.size()];
    double[] upTo = new double[shares.size()];
    double sum = 0;
    int index = 0;
    for (var entry : shares.entrySet()) {
      tokens[index] = entry.getKey();
      sum += entry.getValue();
      upTo[index] = sum;
      index++;
    }
    if (index > 0 && !(sum > 0)) {
      throw new IllegalArgumentException("the shares of token counts add up to " + sum + ".");
    }
    return new TokenCounts(tokens, upTo);
  }

  /// Tells whether no request was measured.
  public boolean isEmpty() {
    return tokens.length == 0;
  }

  /// Draws a count, 1 or more.
  public int draw(Chance chance) {
    double pick = chance.uniform() * upTo[upTo.length - 1];
    int found = Arrays.binarySearch(upTo, pick);
    return tokens[StrictMath.min(tokens.length - 1, found < 0 ? -found - 1 : found)];
  }

  private static String shorten(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
