namespace Mantle.Iam;

static class AccountId
{
    public static bool Is(ReadOnlySpan<char> text) => text.Length == 12 && !text.ContainsAnyExceptInRange('0', '9');
}
