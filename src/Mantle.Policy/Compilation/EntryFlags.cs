namespace Mantle.Policy;

[Flags]
enum EntryFlags : ushort
{
    None = 0,
    Deny = 1,

    /// <summary>The statement's action patterns must be matched too.</summary>
    CheckActions = 2,

    /// <summary>The statement has more to match: a resource other than <c>*</c>, principals, or conditions.</summary>
    CheckRest = 4,
}
