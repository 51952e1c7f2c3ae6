namespace Mantle.SigV4;

/// <summary>The Credential component: <c>accessKeyId/date/region/service/aws4_request</c>.</summary>
readonly record struct Credential(string AccessKeyId, CredentialScope Scope, string Terminator)
{
    public static bool TryParse(ReadOnlySpan<char> text, out Credential credential)
    {
        credential = default;
        Span<Range> parts = stackalloc Range[6];
        if (text.Split(parts, '/') != 5 || text[parts[0]].IsEmpty)
            return false;
        credential = new(
            RecentStrings.AccessKeyIds.Get(text[parts[0]]),
            new(
                RecentStrings.Scopes.Get(text[parts[1]]),
                RecentStrings.Scopes.Get(text[parts[2]]),
                RecentStrings.Scopes.Get(text[parts[3]])
            ),
            text[parts[4]] is CredentialScope.Terminator ? CredentialScope.Terminator : text[parts[4]].ToString()
        );
        return true;
    }

    /// <summary>The rules of the service that a credential names; null if it names none.</summary>
    public static SigningProfile? ProfileOf(ReadOnlySpan<char> text)
    {
        Span<Range> parts = stackalloc Range[6];
        return text.Split(parts, '/') == 5 ? SigningProfile.For(text[parts[3]]) : null;
    }
}
