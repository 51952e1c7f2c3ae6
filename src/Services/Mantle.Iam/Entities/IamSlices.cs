using Mantle.Core.Accounts;

namespace Mantle.Iam.Entities;

/// <summary>What IAM keeps of an account beside its identities.</summary>
static class IamSlices
{
    extension(Account account)
    {
        public Table<VirtualMfaDevice> VirtualMfaDevices => account.Slices.Table<VirtualMfaDevice>();

        public Table<ServerCertificate> ServerCertificates => account.Slices.Table<ServerCertificate>();

        /// <summary>The account's requests for access to other accounts.</summary>
        public Table<DelegationRequest> DelegationRequests => account.Slices.Table<DelegationRequest>();

        public Table<RoleDeletion> RoleDeletions => account.Slices.Table<RoleDeletion>();

        /// <summary>Null where AWS's rules for passwords apply.</summary>
        public PasswordPolicy? PasswordPolicy => account.Slices.Only<PasswordPolicy>();
    }
}
