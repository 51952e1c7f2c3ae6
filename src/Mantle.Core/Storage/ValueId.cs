namespace Mantle.Core.Storage;

/// <summary>Names a value of the store: an account, an organization or the directory of names.</summary>
public readonly record struct ValueId(string Text)
{
    public static readonly ValueId Directory = new("directory");

    public static ValueId Account(string accountId) => new("account/" + accountId);

    public static ValueId Organization(string organizationId) => new("organization/" + organizationId);

    public override string ToString() => Text;
}
