import { type Role } from '@mizan/contracts';
import { type Language } from './document.ts';

const names: Readonly<Record<Language, Readonly<Record<Exclude<Role, 'service'>, string>>>> = {
  en: {
    'data-steward': 'Data steward',
    'policy-officer': 'Policy officer',
    'policy-approver': 'Policy approver',
    'incentive-officer': 'Incentive officer',
    'finance-officer': 'Finance officer',
    'finance-authoriser': 'Finance authoriser',
    'district-manager': 'District manager',
    auditor: 'Auditor',
    administrator: 'Administrator',
  },
  ur: {
    'data-steward': 'ڈیٹا اسٹیورڈ',
    'policy-officer': 'پالیسی افسر',
    'policy-approver': 'پالیسی منظور کنندہ',
    'incentive-officer': 'ترغیبی افسر',
    'finance-officer': 'مالیاتی افسر',
    'finance-authoriser': 'مالیاتی منظور کنندہ',
    'district-manager': 'ضلعی منتظم',
    auditor: 'آڈیٹر',
    administrator: 'نگرانِ نظام',
  },
};

/** What a reader calls a role; a role nobody named is shown by its code. */
export const roleName = (role: string, language: Language): string => (names[language] as Readonly<Record<string, string>>)[role] ?? role;
