using System.Collections.Immutable;
using System.Globalization;

namespace Mantle.Policy;

/// <summary>Converts the tables of a <see cref="PolicyProgram"/> back to statements.</summary>
sealed class ProgramReader(PolicyProgram program)
{
    public ImmutableArray<CompiledStatement> Read()
    {
        var actions = ReadActions();
        return [.. program.Statements.Select((_, index) => Read(index, actions[index]))];
    }

    CompiledStatement Read(int index, IEnumerable<CompiledPattern> actions)
    {
        var row = program.Statements[index];
        var source = program.Sources[index];
        return new CompiledStatement
        {
            Index = index,
            Sid = program.SidOf(index),
            Effect = row.Effect,
            Span = source.Span,
            IsNotAction = (row.Flags & StatementFlags.NotAction) != 0,
            Actions = [.. actions, .. Patterns(row.Actions)],
            IsNotResource = (row.Flags & StatementFlags.NotResource) != 0,
            Resources = Patterns(row.Resources),
            IsNotPrincipal = (row.Flags & StatementFlags.NotPrincipal) != 0,
            Principals =
            [
                .. program
                    .Principals[row.Principals.Start..(row.Principals.Start + row.Principals.Count)]
                    .Select(principal => new CompiledPrincipal(principal.Form, principal.In(program.Pool).ToString())),
            ],
            Conditions = [.. program.Conditions.AsSpan(row.Conditions.Start, row.Conditions.Count).ToArray().Select(Condition)],
        };
    }

    /// <summary>The action patterns that only the index stores: whole actions, and literal text with one <c>*</c> at its end.</summary>
    List<CompiledPattern>[] ReadActions()
    {
        var actions = Array.ConvertAll(program.Statements, _ => new List<CompiledPattern>());
        foreach (var bucket in program.Index.Buckets)
        {
            var key = program.Index.Keys.Substring(bucket.Key.Start, bucket.Key.Count);
            ImmutableArray<PatternPart> parts = key.Length == 0 ? [] : [new(PatternPartKind.Literal, key)];
            if (bucket.Hash == PatternHash.OfPrefix(key))
                parts = parts.Add(new(PatternPartKind.AnyCharacters));
            foreach (ref readonly var entry in program.Index.Entries.AsSpan(bucket.Entries.Start, bucket.Entries.Count))
                if ((entry.Flags & EntryFlags.CheckActions) == 0)
                    actions[entry.StatementInPolicy].Add(new CompiledPattern(parts));
        }
        return actions;
    }

    CompiledCondition Condition(ConditionRow row) =>
        new(
            row.Key,
            row.Operator,
            row.Set,
            row.IfExists,
            row.HasMalformedValue,
            Values(OperatorTraits.Of(row.Operator).Family, row.Values)
        );

    ImmutableArray<CompiledPattern> Values(OperatorFamily family, Slice values) =>
        family switch
        {
            OperatorFamily.Numeric => Texts(program.Numbers, values, number => number.ToString(CultureInfo.InvariantCulture)),
            OperatorFamily.Date => Texts(program.Dates, values, SecondsOf),
            OperatorFamily.IpAddress => Texts(program.IpRanges, values, range => range.ToString()),
            OperatorFamily.Binary => Texts(program.Bytes, values, Convert.ToBase64String),
            _ => Patterns(values),
        };

    /// <summary>A date in seconds since 1970, because <see cref="DateTime"/> cannot represent every date.</summary>
    static string SecondsOf(long ticks) => ((decimal)ticks / TimeSpan.TicksPerSecond).ToString(CultureInfo.InvariantCulture);

    static ImmutableArray<CompiledPattern> Texts<T>(T[] table, Slice values, Func<T, string> text) =>
        [
            .. table[values.Start..(values.Start + values.Count)]
                .Select(value => new CompiledPattern([new(PatternPartKind.Literal, text(value))])),
        ];

    ImmutableArray<CompiledPattern> Patterns(Slice patterns) =>
        [.. program.Patterns.AsSpan(patterns.Start, patterns.Count).ToArray().Select(Pattern)];

    CompiledPattern Pattern(Pattern pattern)
    {
        if (pattern.Kind == PatternKind.All)
            return new([new(PatternPartKind.AnyCharacters)]);
        var rest = pattern.In(program.Pool);
        var parts = ImmutableArray.CreateBuilder<PatternPart>();
        while (!rest.IsEmpty)
        {
            var mark = Wildcard.IndexOfMarker(rest);
            if (mark != 0)
            {
                var literal = mark < 0 ? rest : rest[..mark];
                parts.Add(new(PatternPartKind.Literal, literal.ToString()));
                rest = rest[literal.Length..];
                continue;
            }
            parts.Add(Part(rest));
            rest = rest[(rest[0] == Wildcard.Variable ? 2 : 1)..];
        }
        return new(parts.DrainToImmutable());
    }

    PatternPart Part(ReadOnlySpan<char> marked) =>
        marked[0] switch
        {
            Wildcard.Any => new(PatternPartKind.AnyCharacters),
            Wildcard.One => new(PatternPartKind.OneCharacter),
            Wildcard.AnyInSegment => new(PatternPartKind.AnyCharactersInSegment),
            Wildcard.OneInSegment => new(PatternPartKind.OneCharacterInSegment),
            _ => new(PatternPartKind.Variable, program.Variables[marked[1]].Default, program.Variables[marked[1]].Key),
        };
}
