namespace Mantle.Policy;

/// <summary>The syntax of policy variables.</summary>
/// <remarks>
/// See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html">
/// IAM policy elements: Variables and tags</see>.
/// </remarks>
static class VariableSyntax
{
    /// <summary>
    /// Parses <c>${key}</c>, <c>${key, 'default'}</c> or one of the escapes <c>${*}</c>, <c>${?}</c>, <c>${$}</c> at the start of the text.
    /// False if there is none; the text is literal then.
    /// </summary>
    public static bool TryRead(
        ReadOnlySpan<char> text,
        out ReadOnlySpan<char> key,
        out ReadOnlySpan<char> defaultValue,
        out bool hasDefault,
        out int length
    )
    {
        key = defaultValue = default;
        hasDefault = false;
        length = 0;
        if (!text.StartsWith("${"))
            return false;
        var end = text[2..].IndexOfAny(',', '}') + 2;
        if (end < 3)
            return false;
        key = text[2..end].Trim(' ');
        if (text[end] == ',')
        {
            var rest = text[(end + 1)..];
            var quoted = rest.TrimStart(' ');
            if (!quoted.StartsWith('\''))
                return false;
            var quote = quoted[1..].IndexOf('\'');
            if (quote < 0)
                return false;
            defaultValue = quoted.Slice(1, quote);
            hasDefault = true;
            var after = quoted[(quote + 2)..].TrimStart(' ');
            if (!after.StartsWith('}'))
                return false;
            end = text.Length - after.Length;
        }
        length = end + 1;
        return !key.IsEmpty;
    }

    public static bool IsEscape(ReadOnlySpan<char> key) => key is "*" or "?" or "$";
}
