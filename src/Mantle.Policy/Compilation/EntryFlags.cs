namespace Mantle.Policy;

[Flags]
enum EntryFlags : ushort
{
    None = 0,
    Deny = 1,

    /// <summary>The statement's own action patterns must be matched too.</summary>
    CheckActions = 2,

    /// <summary>It has more elements to be matched: a resource that is not just <c>*</c>, principals, conditions.</summary>
    CheckRest = 4,
}
