namespace Mantle.Policy;

/// <summary>Policies that are evaluated together with one index: those of a set, or of all levels of an organization.</summary>
/// <param name="policies">The policies, by their number in the index.</param>
/// <param name="levels">The level of each policy; null for a set.</param>
/// <param name="index">The statements to evaluate.</param>
sealed class PolicyGroup(CompiledPolicy[] policies, byte[]? levels, ActionIndex index)
{
    public CompiledPolicy[] Policies => policies;

    public byte[]? Levels => levels;

    public ActionIndex Index => index;

    /// <summary>The statements whose action element matches an action, in the order of the policies and their text.</summary>
    public List<KnownStatement> StatementsFor(ActionText action)
    {
        var found = new List<IndexEntry>();
        AddMatching(index.FindWhole(action));
        for (var length = 0; length < action.PrefixHashes.Length; length++)
            AddMatching(index.FindPrefix(action, length));
        return
        [
            .. found
                .DistinctBy(entry => entry.Statement)
                .OrderBy(entry => entry.Statement)
                .Select(entry => KnownStatement.Of(entry, policies[entry.Policy].Program)),
        ];

        void AddMatching(int bucket)
        {
            if (bucket < 0)
                return;
            var entries = index.Buckets[bucket].Entries;
            foreach (ref readonly var entry in index.Entries.AsSpan(entries.Start, entries.Count))
            {
                var program = policies[entry.Policy].Program;
                if (
                    (entry.Flags & EntryFlags.CheckActions) == 0
                    || program.MatchesAction(in program.Statements[entry.StatementInPolicy], action)
                )
                    found.Add(entry with { Flags = entry.Flags & ~EntryFlags.CheckActions });
            }
        }
    }
}
