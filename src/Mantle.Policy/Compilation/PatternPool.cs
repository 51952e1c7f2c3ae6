using System.Runtime.InteropServices;
using System.Text;

namespace Mantle.Policy;

/// <summary>The texts of a program, each stored once, with the variables and keys that they contain.</summary>
sealed class PatternPool
{
    readonly StringBuilder pool = new();
    readonly Dictionary<string, int> places = [];
    readonly Dictionary<PolicyVariable, int> variableNumbers = [];
    readonly Dictionary<string, ContextKey> keys = new(StringComparer.Ordinal);
    readonly StringBuilder scratch = new();

    public List<PolicyVariable> Variables { get; } = [];

    /// <summary>A pattern's literal prefix: everything before its first wildcard or variable.</summary>
    public string LiteralOf(Pattern pattern) => pool.ToString(pattern.Offset, pattern.LiteralLength);

    public override string ToString() => pool.ToString();

    public ContextKey Key(string name)
    {
        ref var key = ref CollectionsMarshal.GetValueRefOrAddDefault(keys, name, out _);
        return key ??= ContextKey.Shared(name);
    }

    /// <summary>Marks wildcards and variables in a text and adds it to the pool.</summary>
    public Pattern AddPattern(string text, bool wildcards, int variablesFrom, bool segments)
    {
        scratch.Clear();
        var colons = 0;
        var literal = -1;
        var hasVariable = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (
                c == '$'
                && i >= variablesFrom
                && VariableSyntax.TryRead(text.AsSpan(i), out var key, out var defaultValue, out var hasDefault, out var length)
            )
            {
                i += length - 1;
                if (VariableSyntax.IsEscape(key))
                {
                    scratch.Append(key);
                    continue;
                }
                literal = literal < 0 ? scratch.Length : literal;
                hasVariable = true;
                scratch.Append(Wildcard.Variable).Append((char)Variable(key.ToString(), hasDefault ? defaultValue.ToString() : null));
                continue;
            }
            if (c == ':')
                colons++;
            if (!wildcards || c is not ('*' or '?'))
            {
                scratch.Append(c);
                continue;
            }
            literal = literal < 0 ? scratch.Length : literal;
            // In a segment before the resource part, only a * at its end may match colons.
            var confined = segments && colons < 5;
            if (c == '?')
                scratch.Append(confined ? Wildcard.OneInSegment : Wildcard.One);
            else
                scratch.Append(confined && i + 1 < text.Length && text[i + 1] != ':' ? Wildcard.AnyInSegment : Wildcard.Any);
        }
        var kind =
            hasVariable ? PatternKind.Variables
            : literal < 0 ? PatternKind.Exact
            : literal == scratch.Length - 1 && scratch[literal] == Wildcard.Any ? (literal == 0 ? PatternKind.All : PatternKind.Prefix)
            : PatternKind.Wildcards;
        return new Pattern(Add(scratch.ToString()), scratch.Length, literal < 0 ? scratch.Length : literal, kind);
    }

    int Variable(string name, string? defaultValue)
    {
        var variable = new PolicyVariable(Key(name), defaultValue);
        if (variableNumbers.TryAdd(variable, Variables.Count))
            Variables.Add(variable);
        return variableNumbers[variable];
    }

    /// <summary>Adds a text to the pool; returns its position.</summary>
    public int Add(string text)
    {
        ref var offset = ref CollectionsMarshal.GetValueRefOrAddDefault(places, text, out var exists);
        if (!exists)
        {
            offset = pool.Length;
            pool.Append(text);
        }
        return offset;
    }
}
