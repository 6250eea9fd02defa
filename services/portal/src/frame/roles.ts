export const financeRoles = ['incentive-officer', 'finance-officer', 'finance-authoriser'] as const;
