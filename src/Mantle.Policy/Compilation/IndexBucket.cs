namespace Mantle.Policy;

/// <summary>The statements with the same action, or with action patterns of the same literal prefix.</summary>
/// <param name="Hash">Hash of the text. Whole actions and prefixes hash differently.</param>
/// <param name="Key">The text in the index's keys, in lower case.</param>
/// <param name="Entries">The statements. Those with the same tail end are adjacent.</param>
/// <param name="Scanned">How many of them are scanned one by one. The others are found by their tail.</param>
/// <param name="TailEnds">The tail ends of those others.</param>
readonly record struct IndexBucket(int Hash, Slice Key, Slice Entries, int Scanned, Slice TailEnds);
