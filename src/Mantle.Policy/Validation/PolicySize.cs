namespace Mantle.Policy;

/// <summary>Sizes of policy documents, and AWS's limits on them.</summary>
/// <remarks>
/// See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM and AWS STS quotas</see>.
/// </remarks>
public static class PolicySize
{
    /// <summary>Maximum characters of a managed policy, without white space.</summary>
    public const int ManagedPolicy = 6144;

    /// <summary>Maximum characters of all inline policies of a user together, without white space.</summary>
    public const int UserInlinePolicies = 2048;

    /// <summary>Maximum characters of all inline policies of a group together, without white space.</summary>
    public const int GroupInlinePolicies = 5120;

    /// <summary>Maximum characters of all inline policies of a role together, without white space.</summary>
    public const int RoleInlinePolicies = 10240;

    /// <summary>Maximum characters of a role's trust policy, without white space; the default quota.</summary>
    public const int TrustPolicy = 2048;

    /// <summary>Maximum characters of the session policy and ARNs passed to STS, with white space.</summary>
    public const int SessionPolicies = 2048;

    /// <summary>The length that IAM's limits count: all characters except white space.</summary>
    public static int NonWhitespaceLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        foreach (var c in text)
            if (!IsWhitespace(c))
                length++;
        return length;
    }

    /// <summary>The same JSON without white space between tokens. White space in strings stays.</summary>
    public static string Minify(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return string.Create(
            MinifiedLength(json),
            json,
            static (target, source) =>
            {
                var at = 0;
                var inString = false;
                for (var i = 0; i < source.Length; i++)
                {
                    var c = source[i];
                    if (c == '"')
                        inString = !inString;
                    if (!inString && IsWhitespace(c))
                        continue;
                    target[at++] = c;
                    if (inString && c == '\\' && i + 1 < source.Length)
                        target[at++] = source[++i];
                }
            }
        );
    }

    static int MinifiedLength(string json)
    {
        var length = 0;
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            if (c == '"')
                inString = !inString;
            if (!inString && IsWhitespace(c))
                continue;
            length++;
            if (inString && c == '\\' && i + 1 < json.Length)
            {
                length++;
                i++;
            }
        }
        return length;
    }

    static bool IsWhitespace(char c) => c is ' ' or '\t' or '\n' or '\r';
}
