namespace Mantle.Policy;

/// <summary>Statements by the literal text their action patterns begin with, or are.</summary>
/// <param name="Hash">Of the text; texts of whole actions and of prefixes hash apart.</param>
/// <param name="Key">The text among the index's keys, in lower case.</param>
/// <param name="Entries">The statements, those of equal tail ends together.</param>
/// <param name="Scanned">How many of them are looked at one by one; the others are found by their tail.</param>
/// <param name="TailEnds">The tail ends by which those others are found.</param>
readonly record struct IndexBucket(int Hash, Slice Key, Slice Entries, int Scanned, Slice TailEnds);
